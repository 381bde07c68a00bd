import type { Step } from '../../../../domain/automation/step';
import { refused, type DocumentRule } from './document-rule';

const DOCUMENTED = /^\$(?:\.{1,2}\w+|\[\d+\])+$/;

/**
 * A selector uses the operators that Automation documents: `.`, `..` and `[n]`, no filters.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
 */
export const selectors: DocumentRule = ({ mainSteps }) =>
  mainSteps
    .flatMap(selectorsOf)
    .filter(({ selector }) => !DOCUMENTED.test(selector))
    .map(({ path, selector }) =>
      refused('selector-not-documented', 'backupctl', {
        path,
        found: selector,
        message: 'Automation documents only these parts of JSONPath: $ with .name, ..name and [number]',
        remedy: 'use these, or filter in the API call',
      }),
    );

function selectorsOf(step: Step): { path: string; selector: string }[] {
  const place = `mainSteps/${step.name}`;
  const declared = (step.outputs ?? []).map(({ Selector }, index) => ({
    path: `${place}/outputs/${index}/Selector`,
    selector: Selector,
  }));
  if (step.action !== 'aws:waitForAwsResourceProperty' && step.action !== 'aws:assertAwsResourceProperty') {
    return declared;
  }
  return [...declared, { path: `${place}/inputs/PropertySelector`, selector: step.inputs.PropertySelector }];
}
