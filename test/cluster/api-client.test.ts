import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { apiClient } from "./api-client.js";

/** Of one's own, for a server on loopback. */
function keyAndCertificate(): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(path.join(tmpdir(), "stowage-certificate-"));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"],
    ...["-keyout", key, "-out", cert],
  ]);
  assert.equal(made.status, 0, String(made.stderr));
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
}

describe("apiClient", () => {
  it("calls again where the server has closed the connection that was kept", async () => {
    const seen = new Set<unknown>();
    let closed = 0;
    const server = createServer(keyAndCertificate(), (request, response) => {
      // As one whose idle time ended just as the next call came.
      if (seen.has(request.socket)) {
        closed += 1;
        request.socket.destroy();
        return;
      }
      seen.add(request.socket);
      response.end(JSON.stringify({ path: request.url }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const api = apiClient({
      server: `https://127.0.0.1:${port}`,
      certificate: "",
      token: "t",
      unchecked: true,
    });
    try {
      assert.deepEqual(await api.get("/first"), { path: "/first" });
      assert.deepEqual(await api.post("/second", { kept: true }), { path: "/second" });
      assert.equal(closed, 1);
    } finally {
      api.close();
      server.close();
    }
  });
});
