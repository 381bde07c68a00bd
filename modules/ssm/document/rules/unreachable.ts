import { reachableSteps } from '../flow';
import { refused, type DocumentRule } from './document-rule';

/** Every step is there for some execution. */
export const unreachable: DocumentRule = ({ mainSteps }) => {
  const reachable = reachableSteps({ mainSteps });
  return mainSteps
    .filter(({ name }) => !reachable.has(name))
    .map(({ name }) =>
      refused('step-unreachable', 'backupctl', {
        path: `mainSteps/${name}`,
        message: `no execution ever comes to step ${name}`,
        remedy: 'let a step go there, or leave it out',
      }),
    );
};
