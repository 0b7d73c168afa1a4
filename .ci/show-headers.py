"""Something to stand behind an ingress: answers with the headers and the body that arrived."""
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ShowHeaders(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        shown = "behind\n" + "".join(f"{name.lower()}: {value}\n" for name, value in self.headers.items()) + f"body: {body}\n"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(shown.encode())

    do_POST = do_GET

    def log_message(self, *args):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), ShowHeaders).serve_forever()
