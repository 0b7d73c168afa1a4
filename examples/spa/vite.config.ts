import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  server: { host: "localhost", port: 5173, strictPort: true },
  preview: { host: "localhost", port: 5173, strictPort: true },
  // Clerk's components are one large chunk. They are bundled, so that the page loads no script from another host.
  build: { chunkSizeWarningLimit: 4000 },
});
