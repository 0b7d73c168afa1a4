package dev.clerkguard.clerk;

import org.jboss.resteasy.reactive.RestResponse;

/**
 * Reads the response of the Backend API to the verification of a machine credential. A 401 or 403 counts as a rejection of
 * this service's key only with a code that says so. Otherwise a client could cause a back-off with an invalid credential.
 */
final class VerificationReader implements AnswerReader {
    private static final int SERVER_ERROR = 500;

    private final ResponseReader reader;
    private final ClerkErrors errors;

    VerificationReader(ResponseReader reader, ClerkErrors errors) {
        this.reader = reader;
        this.errors = errors;
    }

    @Override
    public BackendResponse read(RestResponse<byte[]> response) {
        int status = response.getStatus();
        if (status == 200 || status == 429 || status >= SERVER_ERROR) {
            return reader.read(response);
        }
        return switch (status) {
            // 400: the credential is malformed. 403: an M2M token for another machine.
            case 400, 404, 422 -> new BackendResponse.Missing();
            case 401 -> new BackendResponse.SecretKeyRefused(errors.nameKey(response.getEntity()));
            case 403 ->
                errors.nameKey(response.getEntity())
                        ? new BackendResponse.SecretKeyRefused(true)
                        : new BackendResponse.Missing();
            default -> new BackendResponse.Undecided(status);
        };
    }
}
