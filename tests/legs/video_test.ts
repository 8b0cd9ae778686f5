import { FFMPEG_REVISION } from "../../lib/browser/check_ffmpeg.ts";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import { RUN } from "../../lib/run/result.ts";
import { assert, assertEquals } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { readReport, runProgram } from "../program.ts";

/** An ffmpeg that stands for Playwright's own, which comes from a download host. */
const FFMPEG = Deno.env.get("TEST_FFMPEG");

const FLOW = `flow: Two windows
steps:
  - goto: /windows
  - click: {role: link, name: Open details}
    triggers: {page: details}
  - expect: {test_id: capacity}
`;

Deno.test("A run with --video=on keeps a video of each page, and of no page with --video=on-failure when it passes", () =>
  inFolder({ "a.flow.yaml": FLOW }, async (folder) => {
    assert(FFMPEG !== undefined, "TEST_FFMPEG is not set: it must be the path of an ffmpeg");
    const cache = `${folder}/cache`;
    const programs = `${cache}/ms-playwright/ffmpeg-${FFMPEG_REVISION}`;
    await Deno.mkdir(programs, { recursive: true });
    await Deno.symlink(FFMPEG, `${programs}/ffmpeg-linux`);
    await using site = startDemoSite(realHost(), { port: 0 });
    const run = async (when: string) => {
      const args = ["run", "a.flow.yaml", "--base-url", site.url, "--video", when];
      const { code, stdout, stderr } = await runProgram(args, { cwd: folder, env: { XDG_CACHE_HOME: cache } });
      assertEquals(code, 0, stdout + stderr);
      const [flow] = RUN.parse(await readReport(`${folder}/qa-rig-report`)).flows;
      return flow?.attempts.flatMap(({ artifacts }) => artifacts).filter(({ kind }) => kind === "video") ?? [];
    };
    const videos = await run("on");
    assertEquals(videos.length, 2);
    for (const { path, media_type } of videos) {
      assertEquals(media_type, "video/webm");
      const head = (await Deno.readFile(`${folder}/qa-rig-report/${path}`)).subarray(0, 4);
      // WebM is EBML (RFC 8794), which begins with these bytes.
      assertEquals([...head], [0x1a, 0x45, 0xdf, 0xa3]);
    }
    assertEquals(await run("on-failure"), []);
  }));
