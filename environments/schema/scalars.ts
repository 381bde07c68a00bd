import { z } from 'zod';

// Shapes only: whether AWS takes a value is a question for the rules, which see every value at once and can say why.

/** Twelve digits. */
export const accountId = z.string().brand<'AccountId'>();

export const region = z.string().brand<'Region'>();

export const days = z.number();
export const minutes = z.number();

/** Tags by key. */
export const tags = z.record(z.string(), z.string());

/** One or several values by tag key. */
export const tagValues = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
