package dev.clerkguard.example.mcp;

import jakarta.inject.Inject;

import io.quarkiverse.mcp.server.Tool;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/** Tools that know their caller. The ingress sets the headers, and removes those that a client sends. */
public class CallerTools {
    @Inject
    CurrentVertxRequest request;

    @Tool(description = "Says which user called, with which application")
    String whoami() {
        return header("X-Auth-User-Id") + " with " + header("X-Auth-Client-Id") + ", scopes " + header("X-Auth-Scopes");
    }

    private String header(String name) {
        return request.getCurrent().request().getHeader(name);
    }
}
