package dev.clerkguard.token;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads an origin and removes blanks around it and a slash at its end, as browsers send it (RFC 6454, section 6.2). */
public class OriginConverter implements Converter<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String convert(String value) {
        String origin = value.strip();
        return origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
    }
}
