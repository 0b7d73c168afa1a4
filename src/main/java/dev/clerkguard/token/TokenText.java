package dev.clerkguard.token;

/**
 * The text of a token as the key of a cache. Two are equal when the whole text is equal. The hash code comes from the end
 * of the signature, which differs from token to token, so looking up a token costs one comparison and no digest. A
 * signature cannot be chosen without the signing key, so accepted tokens cannot be made to collide.
 */
final class TokenText {
    /** 16 characters of base64url are 96 bits of the signature. */
    private static final int HASHED = 16;

    private final String text;
    private final int hash;

    TokenText(String text) {
        this.text = text;
        int code = 0;
        // Without the last character, which has unused bits.
        for (int i = Math.max(0, text.length() - 1 - HASHED); i < text.length() - 1; i++) {
            code = 31 * code + text.charAt(i);
        }
        this.hash = code;
    }

    int length() {
        return text.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenText token && hash == token.hash && text.equals(token.text);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Not the text, because a key may be logged. */
    @Override
    public String toString() {
        return "TokenText[" + text.length() + " characters]";
    }
}
