package dev.clerkguard.clerk;

import java.util.List;

import org.jboss.resteasy.reactive.RestResponse;

/**
 * Reads what the Backend API answers to a call of a resource. The caller of the resource chooses what is asked for, so a
 * rejected request neither counts as a failure of Clerk nor, without a code that says so, as a refusal of this service's key.
 */
final class ResourceReader implements AnswerReader {
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final ResponseReader reader;
    private final ClerkErrors errors;

    ResourceReader(ResponseReader reader, ClerkErrors errors) {
        this.reader = reader;
        this.errors = errors;
    }

    @Override
    public BackendResponse read(RestResponse<byte[]> response) {
        int status = response.getStatus();
        boolean rejected = status >= CLIENT_ERROR && status < SERVER_ERROR && status != 401 && status != 429;
        if (!rejected || status == 403 && errors.nameKey(response.getEntity())) {
            return reader.read(response);
        }
        List<String> codes = errors.codes(response.getEntity());
        return new BackendResponse.Rejected(status, codes.isEmpty() ? "" : codes.get(0));
    }
}
