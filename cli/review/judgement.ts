import { environments } from '#environment-list';
import type { ReviewOptions } from '../../review/review';
import { ACCEPTANCE_FILE, readAcceptances } from './read-acceptances';

/**
 * The options of every review in this repository.
 * @throws {RefusedError} if the file of accepted findings is refused
 */
export function judgement(now = new Date()): Omit<ReviewOptions, 'failOn'> {
  return {
    now,
    acceptances: readAcceptances(ACCEPTANCE_FILE),
    acceptanceFile: ACCEPTANCE_FILE,
    environments: Object.keys(environments),
  };
}
