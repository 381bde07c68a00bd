import { StepFailure } from '../runbook';
import { select } from '../select';
import { call, SECONDS_BETWEEN_POLLS, type Action, type Surroundings } from './action';

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html */
export const executeAwsApi: Action = ({ Service: _, Api, ...inputs }, surroundings) => call(surroundings, Api, inputs);

/**
 * Asks again until the property has a desired value. One that is not there yet is not desired: AWS's own example waits so
 * for an instance that DescribeInstanceStatus does not list yet.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html
 */
export const waitForAwsResourceProperty: Action = (inputs, surroundings) => {
  while (!isDesired(inputs, property(inputs, surroundings))) {
    surroundings.clock.pass(SECONDS_BETWEEN_POLLS);
  }
  return {};
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html */
export const assertAwsResourceProperty: Action = (inputs, surroundings) => {
  const found = property(inputs, surroundings);
  if (isDesired(inputs, found)) return {};
  throw new StepFailure(
    `${inputs['PropertySelector']} is ${String(found)}, not ${inputs['DesiredValues'].join(' or ')}`,
  );
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createtag.html */
export const createTags: Action = ({ ResourceIds, Tags }, surroundings) =>
  call(surroundings, 'CreateTags', { Resources: ResourceIds, Tags });

function isDesired({ DesiredValues }: Record<string, any>, found: unknown): boolean {
  return DesiredValues.includes(found) as boolean;
}

function property(
  { Service: _, Api, PropertySelector, DesiredValues: __, ...inputs }: Record<string, any>,
  surroundings: Surroundings,
) {
  return select(PropertySelector, call(surroundings, Api, inputs));
}
