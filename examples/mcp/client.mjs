// An MCP client that knows the address of the server and nothing else. It finds its way to sign-in by itself.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const server = new URL(process.env.MCP_URL ?? "http://localhost:8000/mcp");

/** Keeps what the client learns. In place of a browser, it follows the redirect of the stand-in as the user ada. */
class Session {
    redirectUrl = "http://127.0.0.1:7777/callback";
    clientMetadata = {
        client_name: "Example client",
        redirect_uris: [this.redirectUrl],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: "none",
    };

    clientInformation() {
        return this.client;
    }

    saveClientInformation(client) {
        this.client = client;
    }

    tokens() {
        return this.saved;
    }

    saveTokens(tokens) {
        this.saved = tokens;
    }

    codeVerifier() {
        return this.verifier;
    }

    saveCodeVerifier(verifier) {
        this.verifier = verifier;
    }

    async redirectToAuthorization(url) {
        url.searchParams.set("login_hint", "ada");
        const answer = await fetch(url, { redirect: "manual" });
        if (answer.status !== 302) {
            throw new Error(`The authorization server answered ${answer.status}: ${await answer.text()}`);
        }
        this.code = new URL(answer.headers.get("location")).searchParams.get("code");
    }
}

const session = new Session();
const connect = async () => {
    const transport = new StreamableHTTPClientTransport(server, { authProvider: session });
    const client = new Client({ name: "example", version: "1.0.0" });
    try {
        await client.connect(transport);
    } catch (error) {
        if (!(error instanceof UnauthorizedError)) {
            throw error;
        }
        await transport.finishAuth(session.code);
        return undefined;
    }
    return client;
};

const client = (await connect()) ?? (await connect());
const { tools } = await client.listTools();
console.log("tools:", tools.map((tool) => tool.name).join(", "));
const result = await client.callTool({ name: "whoami", arguments: {} });
console.log(result.content[0].text);
await client.close();
