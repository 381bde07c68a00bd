import { z } from 'zod';

// Types only. Whether AWS accepts a value is checked by the rules, which see all values and can explain a refusal.

/** Twelve digits. */
export const accountId = z.string().brand<'AccountId'>();

export const region = z.string().brand<'Region'>();

export const days = z.number();
export const minutes = z.number();

/** Tags by key. */
export const tags = z.record(z.string(), z.string());

/** One or more values by tag key. */
export const tagValues = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
