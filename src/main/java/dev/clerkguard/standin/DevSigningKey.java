package dev.clerkguard.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** The stand-in's signing key: made once, kept in a file that only its owner can read. */
record DevSigningKey(RsaJsonWebKey jwk) {
    private static final int BITS = 2048;

    /** Reads the key, or makes one when there is none or the file holds something else. */
    static DevSigningKey in(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file)) {
                return new DevSigningKey((RsaJsonWebKey) RsaJsonWebKey.Factory.newPublicJwk(Files.readString(file)));
            }
            return write(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in's key cannot be kept in " + file, e);
        } catch (JoseException | ClassCastException e) {
            throw new IllegalStateException("The file " + file + " is not the stand-in's key: remove it", e);
        }
    }

    /** Another key, which is published nowhere. */
    static DevSigningKey unpublished(String id) {
        RsaJsonWebKey named = new RsaJsonWebKey(Unpublished.KEY.getRsaPublicKey());
        named.setPrivateKey(Unpublished.KEY.getPrivateKey());
        return new DevSigningKey(signing(named, id));
    }

    /** Made when it is first asked for, because that takes a while. */
    private static final class Unpublished {
        private static final RsaJsonWebKey KEY = make();

        private static RsaJsonWebKey make() {
            try {
                return RsaJwkGenerator.generateJwk(BITS);
            } catch (JoseException e) {
                throw new IllegalStateException("RSA is part of every Java", e);
            }
        }
    }

    private static RsaJsonWebKey generate(String id) throws JoseException {
        return signing(RsaJwkGenerator.generateJwk(BITS), id);
    }

    private static RsaJsonWebKey signing(RsaJsonWebKey key, String id) {
        key.setKeyId(id);
        key.setUse("sig");
        key.setAlgorithm("RS256");
        return key;
    }

    private static DevSigningKey write(Path file) throws IOException, JoseException {
        RsaJsonWebKey made = generate("ins_dev_" + Long.toHexString(System.currentTimeMillis()));
        Path staged = Files.createTempFile(file.toAbsolutePath().getParent(), "dev-clerk", ".tmp");
        Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(staged, made.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
        return new DevSigningKey(made);
    }

    String id() {
        return jwk.getKeyId();
    }

    /** The public half, as Clerk publishes it. */
    String jwks() {
        return new JsonWebKeySet(jwk).toJson(OutputControlLevel.PUBLIC_ONLY);
    }
}
