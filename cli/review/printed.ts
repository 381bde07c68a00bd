import type { Review } from '../../review/review';
import { reviewMarkdown } from '../../review/report/markdown';
import { reviewText } from '../../review/report/text';

/** The review in one of the forms that people and programs read. */
export function printed(review: Review, format: 'text' | 'markdown' | 'json'): string {
  switch (format) {
    case 'text':
      return reviewText(review);
    case 'markdown':
      return reviewMarkdown(review).trimEnd();
    case 'json':
      return JSON.stringify(review, null, 2);
  }
}
