package dev.clerkguard.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Base64;

import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Uploaded images. They are kept as data URLs (RFC 2397), so no file and no network is needed to show them. */
final class Images {
    private static final int MAX_BYTES = 512 * 1024;

    private Images() {}

    static String dataUrl(FileUpload file) {
        if (file == null) {
            throw new ClerkException(422, "form_param_nil", "Enter file.", "file");
        }
        if (file.contentType() == null || !file.contentType().matches("image/[\\w.+-]+")) {
            throw new ClerkException(422, "image_type_invalid", "The file is no image.", "file");
        }
        if (file.size() > MAX_BYTES) {
            throw new ClerkException(413, "image_too_large", "An image may have 512 KiB.", "file");
        }
        try {
            byte[] content = Files.readAllBytes(file.uploadedFile());
            return "data:" + file.contentType() + ";base64,"
                    + Base64.getEncoder().encodeToString(content);
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in cannot read an uploaded image", e);
        }
    }
}
