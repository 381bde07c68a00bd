import type { ReviewOptions } from '../../review/review';

/** A review at a fixed time, without accepted findings. */
export const REVIEW_OPTIONS: ReviewOptions = {
  now: new Date('2026-11-21T00:00:00Z'),
  failOn: 'high',
  acceptances: [],
  acceptanceFile: '',
  environments: [],
};
