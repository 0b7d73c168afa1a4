import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A Clerk to be measured against: its JWKS and its users, in four moods, with a count of the calls. Also the mint of the
 * tokens. Run as a single file: java -Dsun.net.httpserver.nodelay=true Clerk.java port issuer origin
 */
public class Clerk {
    private static final String KEY_ID = "ins_bench";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Every API key is valid. */
    private static final String API_KEY = """
            {"object":"api_key","id":"ak_2bench","type":"api_key","subject":"user_2bench","name":"bench","claims":null,\
            "scopes":["invoices:read","invoices:write"],"revoked":false,"revocation_reason":null,"expired":false,\
            "expiration":null,"created_at":1700000000000,"updated_at":1700000000000}""";

    /** Told by PUT /mood/{mood}; the keys and the users share it. */
    private enum Mood { NORMAL, HANG, LIMITED, BROKEN }

    private final KeyPair pair;
    private final String issuer;
    private final String origin;
    private final AtomicInteger keyCalls = new AtomicInteger();
    private final AtomicInteger userCalls = new AtomicInteger();
    private volatile Mood mood = Mood.NORMAL;

    Clerk(String issuer, String origin) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.pair = generator.generateKeyPair();
        this.issuer = issuer;
        this.origin = origin;
    }

    public static void main(String[] arguments) throws Exception {
        Clerk clerk = new Clerk(arguments[1], arguments[2]);
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 1024);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/.well-known/jwks.json", exchange -> clerk.moody(exchange, clerk.keyCalls, clerk.keys()));
        server.createContext("/v1/users/", exchange ->
                clerk.moody(exchange, clerk.userCalls, user(lastSegment(exchange.getRequestURI()))));
        server.createContext("/v1/api_keys/verify", exchange -> answer(exchange, 200, API_KEY));
        server.createContext("/mood/", clerk::changeMood);
        server.createContext("/calls", exchange ->
                answer(exchange, 200, "{\"keys\":%s,\"users\":%s}".formatted(clerk.keyCalls, clerk.userCalls)));
        server.createContext("/tokens", clerk::mint);
        server.start();
    }

    private void moody(HttpExchange exchange, AtomicInteger calls, String body) throws IOException {
        calls.incrementAndGet();
        switch (mood) {
            case NORMAL -> answer(exchange, 200, body);
            case HANG -> hang();
            case LIMITED -> {
                exchange.getResponseHeaders().set("Retry-After", "2");
                answer(exchange, 429, error("too_many_requests"));
            }
            case BROKEN -> answer(exchange, 500, error("internal_clerk_error"));
        }
    }

    /** Without an answer, until the mood is better; who asked has given up by then. */
    private synchronized void hang() {
        try {
            while (mood == Mood.HANG) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void changeMood(HttpExchange exchange) throws IOException {
        mood = Mood.valueOf(lastSegment(exchange.getRequestURI()).toUpperCase());
        notifyAll();
        answer(exchange, 200, "{}");
    }

    /** GET /tokens?from=0&count=5000: session tokens of different users with different sessions, one a line. */
    private void mint(HttpExchange exchange) throws IOException {
        Map<String, Integer> query = Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1])));
        int from = query.get("from");
        answer(exchange, 200, IntStream.range(from, from + query.get("count"))
                .parallel()
                .mapToObj(this::token)
                .collect(Collectors.joining("\n", "", "\n")));
    }

    private String token(int number) {
        long now = Instant.now().getEpochSecond();
        String header = "{\"alg\":\"RS256\",\"cat\":\"cl_B7d4PD111AAA\",\"kid\":\"%s\",\"typ\":\"JWT\"}".formatted(KEY_ID);
        // An hour: Clerk's session tokens live for a minute, but a scenario may not run out of valid ones.
        String claims = """
                {"azp":"%s","exp":%d,"fea":"o:dashboard,o:teams,u:export","fva":[3,-1],"iat":%d,"iss":"%s",\
                "jti":"5f2c1d%08d","nbf":%d,"o":{"fpm":"3,2","id":"org_2bench","per":"manage,read","rol":"admin",\
                "slg":"bench"},"pla":"o:pro","sid":"sess_2bench%08d","sts":"active","sub":"user_2bench%08d","v":2}"""
                .formatted(origin, now + 3600, now, issuer, number, now - 10, number, number);
        String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String keys() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return "{\"keys\":[{\"use\":\"sig\",\"kty\":\"RSA\",\"kid\":\"%s\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(KEY_ID, base64(unsigned(key.getModulus())), base64(unsigned(key.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /** About as large as the record of a user with one address, one account and some metadata. */
    private static String user(String id) {
        return """
                {"id":"%1$s","object":"user","external_id":null,"primary_email_address_id":"idn_1","username":null,\
                "first_name":"Ada","last_name":"Lovelace","image_url":"https://img.clerk.com/eyJ0eXBlIjoiZGVmYXVsdCJ9",\
                "has_image":true,"public_metadata":{"plan":"pro","team":"engines"},"private_metadata":{"note":"none"},\
                "unsafe_metadata":{},"email_addresses":[{"id":"idn_1","object":"email_address","email_address":\
                "%1$s@example.com","reserved":false,"verification":{"status":"verified","strategy":"email_code",\
                "attempts":1,"expire_at":1700000000000},"linked_to":[{"id":"idn_2","type":"oauth_google"}],\
                "created_at":1700000000000,"updated_at":1700000000000}],"phone_numbers":[],"web3_wallets":[],\
                "passkeys":[],"external_accounts":[{"id":"idn_2","object":"external_account","provider":"oauth_google",\
                "provider_user_id":"1234567890","approved_scopes":"email profile","email_address":"%1$s@example.com",\
                "first_name":"Ada","last_name":"Lovelace","username":null,"label":null}],"saml_accounts":[],\
                "enterprise_accounts":[],"password_enabled":true,"two_factor_enabled":false,"totp_enabled":false,\
                "backup_code_enabled":false,"banned":false,"locked":false,"last_sign_in_at":1700000000000,\
                "last_active_at":1700000000000,"created_at":1700000000000,"updated_at":1700000000000,\
                "delete_self_enabled":true,"create_organization_enabled":true}""".formatted(id);
    }

    private static String error(String code) {
        return "{\"errors\":[{\"code\":\"%s\",\"message\":\"bench\"}]}".formatted(code);
    }

    private static String lastSegment(URI uri) {
        return uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    }

    private static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
