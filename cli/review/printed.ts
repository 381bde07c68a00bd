import type { Review } from '../../review/review';
import { reviewMarkdown } from '../../review/report/markdown';
import { reviewText } from '../../review/report/text';

const FORMS = {
  text: reviewText,
  markdown: (review: Review) => reviewMarkdown(review).trimEnd(),
  json: (review: Review) => JSON.stringify(review, null, 2),
} as const;

/** The review in an output format. */
export function printed(review: Review, format: keyof typeof FORMS): string {
  return FORMS[format](review);
}
