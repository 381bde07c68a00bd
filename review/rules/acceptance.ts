import { medium } from '../../domain/terraform/changes/rule';

/** Rules for the file of accepted findings itself. */
export const ACCEPTANCE_RULES = {
  expired: medium('acceptance-expired', {
    finds: 'an expired entry in the file of accepted findings',
    why: 'the finding that it accepted counts again',
    remedy: 'fix the finding, or review it again and set another date',
  }),
  unused: medium('acceptance-unused', {
    finds: 'an entry in the file of accepted findings that matches no finding',
    why: 'it would accept the next change of that kind without a review',
    remedy: 'remove the entry',
  }),
};
