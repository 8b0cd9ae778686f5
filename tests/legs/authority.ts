import { outputOf } from "../../.ci/run_command.ts";

/** A private certification authority in a folder, made with openssl. */
export interface Authority {
  /** Path of its certificate. */
  readonly ca: string;
  /** Makes a key and a certificate that it signs; gives their paths. */
  issue(name: string): Promise<{ readonly cert: string; readonly key: string }>;
}

const ELLIPTIC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Makes an authority; several in one folder need names of their own. */
export async function makeAuthority(folder: string, name: string): Promise<Authority> {
  const [ca, caKey] = [`${folder}/${name}.pem`, `${folder}/${name}.key`];
  const use = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  await openssl(
    "req",
    "-x509",
    ...ELLIPTIC,
    "-days",
    "30",
    "-subj",
    `/CN=${name}`,
    ...use,
    "-keyout",
    caKey,
    "-out",
    ca,
  );
  return {
    ca,
    async issue(subject) {
      const [key, request, cert] = ["key", "csr", "pem"].map((kind) => `${folder}/${name}-${subject}.${kind}`);
      const extensions = `${folder}/${name}-${subject}.txt`;
      await Deno.writeTextFile(extensions, "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
      await openssl("req", ...ELLIPTIC, "-subj", `/CN=${subject}`, "-keyout", `${key}`, "-out", `${request}`);
      const signing = ["-CA", ca, "-CAkey", caKey, "-CAcreateserial", "-days", "20", "-extfile", extensions];
      await openssl("x509", "-req", "-in", `${request}`, ...signing, "-out", `${cert}`);
      return { cert: `${cert}`, key: `${key}` };
    },
  };
}

async function openssl(...args: readonly string[]): Promise<void> {
  await outputOf("openssl", args);
}
