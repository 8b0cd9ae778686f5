import { realHost } from "../../lib/host.ts";
import { UsageError } from "../../lib/errors.ts";
import { authoritiesWith, readCertificates } from "../../lib/network/certificates.ts";
import { readNames } from "../../lib/network/read_names.ts";
import { assertEquals, assertGreater, assertRejects, assertStringIncludes } from "../assert.ts";
import { inFolder } from "../fake_host.ts";

const AUTHORITY = new URL("../telemetry/certificates/authority.pem", import.meta.url);

Deno.test("readCertificates() reads every certificate of a file, whatever stands between them", async () => {
  const pem = await Deno.readTextFile(AUTHORITY);
  await inFolder({ "ca.pem": `# ours\r\n${pem}\n# theirs\n${pem}` }, async (folder) => {
    const certificates = await readCertificates(`${folder}/ca.pem`, realHost().files);
    assertEquals(certificates.der.length, 2);
    assertEquals(certificates.pem.match(/BEGIN/g)?.length, 2);
    assertGreater(authoritiesWith(certificates).length, 20);
  });
});

Deno.test("readCertificates() refuses a file that is cut, a key and a folder", async () => {
  const pem = await Deno.readTextFile(AUTHORITY);
  const files = {
    "cut.pem": pem.slice(0, 200),
    "text.pem": "-----BEGIN CERTIFICATE-----\nbm8gY2VydA==\n-----END CERTIFICATE-----\n",
    "key.pem": "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
  };
  await inFolder(files, async (folder) => {
    for (const name of [...Object.keys(files), "", "gone.pem"]) {
      await assertRejects(
        () => readCertificates(`${folder}/${name}`, realHost().files),
        UsageError,
        "Cannot read the certificates",
      );
    }
  });
});

Deno.test("readNames() finds the names in a certificate", async () => {
  const { der: [der = new Uint8Array()] } = await readCertificates(AUTHORITY.pathname, realHost().files);
  const { issuer, serial, subject } = readNames(der);
  assertEquals(subject, issuer);
  assertEquals([subject[0], serial[0]], [0x30, 0x02]);
  assertStringIncludes(new TextDecoder("latin1").decode(subject), "qa-rig");
});
