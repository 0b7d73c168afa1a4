package dev.clerkguard.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An HTTP/2 connection, frame by frame (RFC 9113, section 6): does with its streams what no client would. */
public final class Http2Connection implements AutoCloseable {
    public static final int DATA = 0;
    public static final int RST_STREAM = 3;

    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_HEADERS = 4;
    private static final int MILLISECONDS = 5000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int nextStream = 1;

    public Http2Connection(int port) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(MILLISECONDS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /**
     * Begins a request whose body is still to come.
     *
     * @param headers names and values in turn, each of at most 126 characters
     * @return its stream
     */
    public int post(String path, String... headers) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", "POST");
        literal(block, ":scheme", "http");
        literal(block, ":authority", "x");
        literal(block, ":path", path);
        for (int i = 0; i < headers.length; i += 2) {
            literal(block, headers[i], headers[i + 1]);
        }
        int stream = nextStream;
        nextStream += 2;
        frame(HEADERS, END_HEADERS, stream, block.toByteArray());
        return stream;
    }

    public void data(int stream, byte[] part) throws IOException {
        frame(DATA, 0, stream, part);
    }

    public void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, new byte[4]);
    }

    /** What the next frame of this type on this stream holds; fails when none comes within five seconds. */
    public byte[] next(int type, int stream) throws IOException {
        while (true) {
            byte[] payload = new byte[in.readUnsignedByte() << 16 | in.readUnsignedShort()];
            int itsType = in.readUnsignedByte();
            in.readUnsignedByte();
            int itsStream = in.readInt();
            in.readFully(payload);
            if (itsType == type && itsStream == stream) {
                return payload;
            }
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    /** RFC 7541, section 6.2.2: without indexing, with a new name, without Huffman. */
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (String text : new String[] {name, value}) {
            block.write(text.length());
            block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
