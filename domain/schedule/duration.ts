export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How far to look unless told: more than a year, so that every month and both changes of the clock come by. */
export const HORIZON_DAYS = 400;
