import { tagKeyNotAllowed, tagValueNotAllowed } from '../../domain/backup/tags';
import { QUOTAS } from '../../domain/backup/quotas';
import type { Finding } from '../../domain/finding';
import { Fault, type Input } from '../operation';
import type { Tags } from '../tags';

/** @throws {Fault} when the input lacks one of these members */
export function requireMembers(input: Input, members: readonly string[]): void {
  const missing = members.filter((member) => input[member] === undefined || input[member] === '');
  if (missing.length > 0) {
    throw new Fault('MissingParameterValueException', `Required parameters are missing: ${missing.join(', ')}`);
  }
}

/** @throws {Fault} with the first finding */
export function refuseInvalid(findings: readonly Finding[]): void {
  const [finding] = findings;
  if (finding) throw new Fault('InvalidParameterValueException', `${finding.path}: ${finding.message}`);
}

/** @throws {Fault} when a number is above the quota */
export function refuseAbove(counted: keyof typeof QUOTAS, count: number): void {
  const most = QUOTAS[counted];
  if (count > most) throw new Fault('LimitExceededException', `The limit of ${most} ${counted} is exceeded.`);
}

/**
 * Adds tags to those of a resource.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_TagResource.html
 */
export function withTags(tags: Tags, added: Tags): Tags {
  refuseInvalid(
    Object.entries(added).flatMap(([key, value]) => [
      ...tagKeyNotAllowed(key, `Tags.${key}`),
      ...tagValueNotAllowed(value, `Tags.${key}`),
    ]),
  );
  const all = { ...tags, ...added };
  refuseAbove('tags on a plan', Object.keys(all).length);
  return all;
}
