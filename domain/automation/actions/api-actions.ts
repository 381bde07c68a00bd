import type { JsonObject } from '../../json-object';
import { StepFailure, type Running } from '../request';
import { select } from '../select';
import { call, callEc2, SECONDS_BETWEEN_POLLS, type Action, type ActionContext } from './action';

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html */
export const executeAwsApi: Action = function* executeAwsApi({ Service, Api, ...inputs }, context) {
  return yield* call(context, String(Service), String(Api), inputs);
};

/**
 * Polls until the property has a desired value. A missing property is not desired: AWS's own example waits this way for an
 * instance that DescribeInstanceStatus does not list yet.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html
 */
export const waitForAwsResourceProperty: Action = function* waitForAwsResourceProperty(inputs, context) {
  while (!isDesired(inputs, yield* property(inputs, context))) context.clock.advance(SECONDS_BETWEEN_POLLS);
  return {};
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html */
export const assertAwsResourceProperty: Action = function* assertAwsResourceProperty(inputs, context) {
  const found = yield* property(inputs, context);
  if (isDesired(inputs, found)) return {};
  const { PropertySelector, DesiredValues } = inputs as unknown as PropertyInputs;
  throw new StepFailure(`${PropertySelector} is ${String(found)}, not ${DesiredValues.join(' or ')}`);
};

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createtag.html */
export const createTags: Action = function* createTags({ ResourceIds, Tags }, context) {
  return yield* callEc2(context, 'CreateTags', { Resources: ResourceIds, Tags });
};

interface PropertyInputs {
  readonly PropertySelector: string;
  readonly DesiredValues: readonly unknown[];
}

function isDesired(inputs: JsonObject, found: unknown): boolean {
  return (inputs as unknown as PropertyInputs).DesiredValues.includes(found);
}

function* property(inputs: JsonObject, context: ActionContext): Running<unknown> {
  const { Service, Api, PropertySelector } = inputs;
  const answer = yield* call(context, String(Service), String(Api), apiInputs(inputs));
  return select(String(PropertySelector), answer);
}

/** What a step about a property of a resource passes to the API. */
function apiInputs(inputs: JsonObject): JsonObject {
  const own = ['Service', 'Api', 'PropertySelector', 'DesiredValues'];
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !own.includes(name)));
}
