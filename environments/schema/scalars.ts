import { z } from 'zod';

import { regionUnknown } from '../../domain/backup/regions';
import { ACCOUNT } from '../rules/formats';
import { byRules, text } from './text';

// Types, and the checks of texts. Rules check the rest: they see all values, and can explain a refusal.

/** Twelve digits. */
export const accountId = text(ACCOUNT).brand<'AccountId'>();

export const region = text(regionUnknown).brand<'Region'>();

export const days = z.number();
export const minutes = z.number();

/** Tags by key. */
export const tags = z.record(text(byRules), text(byRules));

/** One or more values by tag key. */
export const tagValues = z.record(text(byRules), z.union([text(byRules), z.array(text(byRules))]));
