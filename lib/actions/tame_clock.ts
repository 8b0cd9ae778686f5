/** A timer of Playwright's clock. */
interface Timer {
  readonly type: "Timeout" | "Interval" | "Immediate" | "AnimationFrame" | "IdleCallback";
  readonly delay: number;
  /** In milliseconds since the page began. */
  callAt: number;
}

/** What this uses of the clock that Playwright puts into a page. */
interface Controller {
  isTamed?: true;
  readonly _now: { readonly ticks: number; readonly time: number };
  readonly _timers: ReadonlyMap<number, Timer>;
  addTimer(options: { readonly type: Timer["type"]; readonly delay?: unknown }): number;
  now(): number;
  runFor(ms: number): Promise<void>;
  pauseAt(time: number): Promise<number>;
  setSystemTime(time: number): void;
  _takeFirstTimer(beforeTick?: number): Timer | null;
}

/**
 * Runs in the page, behind Playwright's clock, so that time can always pass. Playwright calls every timer as often as it
 * falls due: an hour of animation frames is 225,000 calls, and an interval of 0 never ends, so that the clock is not even
 * paused. Here an interval takes at least a millisecond, as in a browser, and of a long time the frames and the timers of
 * less than a second are called a thousand times and from then on at most a thousand times more, spread over what is
 * left of it, as browsers do in a page that nobody sees. Nothing from outside may be named here.
 */
export function tameClock(): void {
  const EXACT_CALLS = 1_000;
  const SPREAD_CALLS = 1_000;
  const SHORT_MS = 1_000;
  const { __pwClock } = globalThis as unknown as { readonly __pwClock?: { readonly controller: Controller } };
  const controller = __pwClock?.controller;
  if (controller === undefined || controller.isTamed) return;
  controller.isTamed = true;

  const addTimer = controller.addTimer.bind(controller);
  controller.addTimer = (options) => {
    const isEndless = options.type === "Interval" && !(Number(options.delay) >= 1);
    return addTimer(isEndless ? { ...options, delay: 1 } : options);
  };

  const pauseAt = controller.pauseAt.bind(controller);
  controller.pauseAt = (time) => {
    // On a busy machine the time may have come before the pause does.
    if (time < controller.now()) controller.setSystemTime(time - 1_000);
    return pauseAt(time);
  };

  let endTicks: number | null = null;
  let shortCalls = 0;
  const runFor = controller.runFor.bind(controller);
  controller.runFor = async (ms) => {
    endTicks = controller._now.ticks + ms;
    shortCalls = 0;
    grid = null;
    try {
      await runFor(ms);
    } finally {
      endTicks = null;
    }
  };

  let grid: { readonly from: number; readonly every: number } | null = null;
  const isShort = ({ type, delay }: Timer) => type !== "Interval" && type !== "Timeout" || delay < SHORT_MS;
  const spread = (end: number) => {
    const { ticks } = controller._now;
    grid ??= { from: ticks, every: Math.max(SHORT_MS, (end - ticks) / SPREAD_CALLS) };
    const { from, every } = grid;
    for (const timer of controller._timers.values()) {
      if (!isShort(timer) || timer.callAt >= end) continue;
      const next = from + Math.ceil((timer.callAt - from) / every) * every;
      timer.callAt = Math.min(end, Math.max(timer.callAt, next));
    }
  };
  const takeFirstTimer = controller._takeFirstTimer.bind(controller);
  controller._takeFirstTimer = (beforeTick) => {
    if (endTicks !== null && shortCalls >= EXACT_CALLS) spread(endTicks);
    const timer = takeFirstTimer(beforeTick);
    if (timer !== null && isShort(timer)) shortCalls++;
    return timer;
  };
}
