/** The time of the stand-in, which tests and people make run as they need. */
export interface Clock {
  readonly now: () => Date;
  /** @param milliseconds by which the time jumps */
  readonly advance: (milliseconds: number) => void;
  /** How many seconds pass in one second. */
  speed: number;
  /** How many milliseconds pass with each request, so that what is followed comes to its end. */
  perRequest: number;
  /** Back to the present, at the usual speed. */
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
