export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How far to look by default: more than a year, to include every month and both clock changes. */
export const HORIZON_DAYS = 400;
