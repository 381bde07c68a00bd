/** The clock of the stand-in. Tests and users control its speed. */
export interface Clock {
  readonly now: () => Date;
  /** @param milliseconds to skip */
  readonly advance: (milliseconds: number) => void;
  /** Simulated seconds per second. */
  speed: number;
  /** How many milliseconds to skip at each request, so that polled operations end. */
  perRequest: number;
  /** Returns to the present at normal speed. */
  readonly reset: () => void;
}

export function startClock(): Clock {
  let started = Date.now();
  let advanced = 0;
  const clock: Clock = {
    now: () => new Date(started + (Date.now() - started) * clock.speed + advanced),
    advance: (milliseconds) => {
      advanced += milliseconds;
    },
    speed: 1,
    perRequest: 0,
    reset: () => {
      started = Date.now();
      advanced = 0;
      clock.speed = 1;
      clock.perRequest = 0;
    },
  };
  return clock;
}

/** The time in whole seconds since 1970, as AWS APIs return it. */
export function secondsOf(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 1000);
}
