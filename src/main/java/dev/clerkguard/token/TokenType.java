package dev.clerkguard.token;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of credentials that Clerk issues, with the names of Clerk's auth objects ({@code tokenType}). */
public enum TokenType {
    /** The JWT of a signed-in user's session. */
    SESSION_TOKEN("session_token"),
    /** A key of a user or an organisation for an API, {@code ak_…}. */
    API_KEY("api_key"),
    /** The token of a machine that calls another one, {@code mt_…} or a JWT. */
    M2M_TOKEN("m2m_token"),
    /** The access token of an OAuth application, {@code oat_…} or a JWT (RFC 9068). */
    OAUTH_TOKEN("oauth_token");

    private final String code;

    TokenType(String code) {
        this.code = code;
    }

    /** Clerk's name. */
    public String code() {
        return code;
    }

    /** The kind that Clerk calls by this name; case-sensitive. */
    public static Optional<TokenType> ofCode(String code) {
        return Stream.of(values()).filter(type -> type.code.equals(code)).findAny();
    }
}
