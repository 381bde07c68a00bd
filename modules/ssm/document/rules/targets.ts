import { nearest } from '../../../../domain/nearest';
import { waysOf } from '../flow';
import { refused, type DocumentRule } from './document-rule';

/** Whatever a step goes to exists. */
export const targets: DocumentRule = ({ mainSteps }) => {
  const names = mainSteps.map(({ name }) => name);
  return waysOf({ mainSteps })
    .filter(({ to }) => !names.includes(to))
    .map(({ from, to, path }) => {
      const meant = nearest(to, names);
      return refused('step-unknown', 'aws', {
        path,
        found: to,
        message: `step ${from} goes to ${to}, but there is no such step${meant === undefined ? '' : `. Did you mean ${meant}?`}`,
        remedy: meant === undefined ? 'write the name of a step of this document' : `write ${meant}`,
      });
    });
};
