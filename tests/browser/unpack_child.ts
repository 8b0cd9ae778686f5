// A process of its own that wants Chromium, for tests of many at once: prints a line for every fetch and the path at the end.
import { packageArchives } from "../../lib/browser/fetch_chromium.ts";
import { unpackChromium } from "../../lib/browser/unpack_chromium.ts";
import { realHost } from "../../lib/host.ts";

const host = realHost();
const notify = (message: string) => host.stdout.write(`${message}\n`);
const archives = packageArchives(host, { offline: false, notify });
const { executable } = await unpackChromium(host, [...host.args], archives);
host.stdout.write(`${executable}\n`);
