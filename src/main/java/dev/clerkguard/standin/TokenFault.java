package dev.clerkguard.standin;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The faults of a token. Each changes the claims or the header of a valid token before it is signed. */
enum TokenFault {
    EXPIRED((header, claims) -> shift(claims, -TokenFault.HOUR_SECONDS)),
    NOT_ACTIVE_YET((header, claims) -> shift(claims, TokenFault.HOUR_SECONDS)),
    WRONG_ORIGIN((header, claims) -> claims.put("azp", "https://evil.example")),
    WRONG_ISSUER((header, claims) -> claims.put("iss", "https://clerk.other.example")),
    WRONG_AUDIENCE((header, claims) -> claims.put("aud", "another-api")),
    PENDING((header, claims) -> claims.put("sts", "pending")),
    NO_SESSION((header, claims) -> claims.remove("sid")),
    MACHINE((header, claims) -> claims.put("sub", "mch_reporter")),
    UNKNOWN_KEY((header, claims) -> header.put("kid", "ins_unknown")),
    UNSIGNED((header, claims) -> header.put("alg", "none")),
    /** Signed with a key that has the right id. */
    WRONG_KEY((header, claims) -> {}),
    /** Without its last part. */
    CUT_OFF((header, claims) -> {});

    private static final long HOUR_SECONDS = 3600;

    private final BiConsumer<ObjectNode, ObjectNode> change;

    TokenFault(BiConsumer<ObjectNode, ObjectNode> change) {
        this.change = change;
    }

    /** In lower case with hyphens: {@code wrong-key}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<TokenFault> of(String code) {
        return Stream.of(values()).filter(fault -> fault.code().equals(code)).findFirst();
    }

    void apply(ObjectNode header, ObjectNode claims) {
        change.accept(header, claims);
    }

    private static void shift(ObjectNode claims, long seconds) {
        for (String time : new String[] {"iat", "nbf", "exp"}) {
            claims.put(time, claims.path(time).asLong() + seconds);
        }
    }
}
