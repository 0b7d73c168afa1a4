package dev.clerkguard.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.interceptor.InvocationContext;

import org.junit.jupiter.api.Test;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;

/** OpenApiContractIT reads the document that the package serves; ProductionStartIT looks at the bound service. */
class DocumentOnFirstUseTest {
    private final DocumentOnFirstUse documents = new DocumentOnFirstUse();
    private final List<String> done = new ArrayList<>();
    private boolean failing;

    @Test
    void preparation_waitsForTheFirstRequestAndIsDoneOnce() throws Exception {
        assertNull(documents.call(new Call("prepareDocument", "default")));
        assertNull(documents.call(new Call("prepareDocument", "other")));
        assertEquals(List.of(), done);

        assertEquals("json", documents.call(new Call("getDocument", "json")));
        assertEquals("yaml", documents.call(new Call("getDocument", "yaml")));
        assertEquals(List.of("default", "other", "json", "yaml"), done);
    }

    @Test
    void preparationThatFails_isTriedAgain() throws Exception {
        documents.call(new Call("prepareDocument", "default"));
        failing = true;
        assertThrows(IllegalStateException.class, () -> documents.call(new Call("getDocument", "json")));
        failing = false;

        documents.call(new Call("getDocument", "json"));
        assertEquals(List.of("default", "json"), done);
    }

    /** A call of the method of Quarkus' service with this name. */
    private final class Call implements InvocationContext {
        private final Method method;
        private final String what;

        Call(String method, String what) {
            this.method = Stream.of(OpenApiDocumentService.class.getDeclaredMethods())
                    .filter(one -> one.getName().equals(method))
                    .findFirst()
                    .orElseThrow();
            this.what = what;
        }

        @Override
        public Object proceed() {
            if (failing) {
                throw new IllegalStateException("a document that cannot be read");
            }
            done.add(what);
            return what;
        }

        @Override
        public Method getMethod() {
            return method;
        }

        @Override
        public Object getTarget() {
            return documents;
        }

        @Override
        public Object getTimer() {
            return null;
        }

        @Override
        public java.lang.reflect.Constructor<?> getConstructor() {
            return null;
        }

        @Override
        public Object[] getParameters() {
            return new Object[0];
        }

        @Override
        public void setParameters(Object[] parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> getContextData() {
            return Map.of();
        }
    }
}
