import { lets } from '../notifications/filter-policy';
import { isObject, jsonText, type JsonObject } from '../json-object';

const JOBS_WITH_STATE = ['Backup Job State Change', 'Copy Job State Change'];
const JOBS_WITH_STATUS = ['Restore Job State Change'];
const FAILED = ['ABORTED', 'EXPIRED', 'FAILED', 'PARTIAL'];
const COMPLETED_WITH_MESSAGE = ['COMPLETED'];
/** A field that is missing matches no `anything-but`. */
const MESSAGE = [{ 'anything-but': [''] }];

/**
 * The events that operators must see: backup, copy and restore jobs that failed or completed with a message, locks of vaults,
 * and region settings. AWS Backup reports the state of a restore job as `status`, that of the others as `state`.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export const BACKUP_FAILURES: JsonObject = {
  source: ['aws.backup'],
  $or: [
    { 'detail-type': JOBS_WITH_STATE, detail: { state: FAILED } },
    { 'detail-type': JOBS_WITH_STATE, detail: { state: COMPLETED_WITH_MESSAGE, statusMessage: MESSAGE } },
    { 'detail-type': JOBS_WITH_STATUS, detail: { status: FAILED } },
    { 'detail-type': JOBS_WITH_STATUS, detail: { status: COMPLETED_WITH_MESSAGE, statusMessage: MESSAGE } },
    { 'detail-type': ['Backup Vault State Change'], detail: { isLocked: [{ exists: true }] } },
    { 'detail-type': ['Region Setting State Change'] },
  ],
};

/**
 * Whether EventBridge would match an event with a pattern on text. Nested fields become paths, such as `detail.state`.
 * @throws {FilterPolicyError} when the pattern is invalid
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: JsonObject, event: JsonObject): boolean {
  const fields = Object.fromEntries(leavesOf(event).map(([path, value]) => [path, jsonText(value)]));
  return lets(flatPattern(pattern), fields);
}

/** `$or` holds patterns for the place that it is in. */
function flatPattern(pattern: JsonObject): JsonObject {
  const flat = Object.entries(pattern).map(([key, value]) => {
    if (key === '$or' && Array.isArray(value)) return { $or: value.filter(isObject).map(flatPattern) };
    return Object.fromEntries(leavesOf({ [key]: value }));
  });
  return Object.assign({}, ...flat) as JsonObject;
}

function leavesOf(object: JsonObject): [path: string, value: unknown][] {
  return Object.entries(object).flatMap(([key, value]): [string, unknown][] =>
    isObject(value) ? leavesOf(value).map(([path, leaf]) => [`${key}.${path}`, leaf]) : [[key, value]],
  );
}
