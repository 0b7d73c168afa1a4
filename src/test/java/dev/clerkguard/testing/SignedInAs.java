package dev.clerkguard.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Signs the requests of a test in: RestAssured sends a session token of this user with each request that has no
 * {@code Authorization} header. The token is signed with the test's key and verified as in production. Needs
 * {@link ServiceTest}; works in {@code @QuarkusTest} and {@code @QuarkusIntegrationTest}. docs/testing.md has an example.
 *
 * <p>The annotation of the method replaces that of the class.
 */
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SignedInAsExtension.class)
public @interface SignedInAs {
    /** The user's first name. The id is {@code user_} and this name in lower case; {@code /auth/me} finds the user. */
    String user() default "ada";

    /** The slug of the active organisation. The id is {@code org_} and the slug. Empty: no organisation is active. */
    String organization() default "";

    /** The role in the organisation. */
    String role() default "org:member";

    /** The permissions in the organisation, such as {@code org:invoices:create}. */
    String[] permissions() default {};

    /** The features of the organisation, or of the user when no organisation is active. */
    String[] features() default {};

    /** The plan of the organisation, or of the user when no organisation is active. Empty: none. */
    String plan() default "";

    /** Minutes since the first and the second factor were verified; -1 for never. */
    int[] factorAge() default {0, -1};

    /** Who acts as the user (impersonation), as {@link #user} names users. Empty: no one. */
    String impersonatedBy() default "";
}
