import { AWS_LIMITS } from '../../domain/aws-limits/generated';
import { patternOf } from '../../domain/aws-limits/limit';
import { Fault, type Input } from '../operation';

/** What a window needs. */
export const REQUIRED = ['Name', 'Schedule', 'Duration', 'Cutoff', 'AllowUnassociatedTargets'];

/** @throws {Fault} when the input lacks one of these members, or has a value that AWS does not accept */
export function refuseInvalid(input: Input, required: readonly string[]): void {
  refuseMissing(input, required);
  const limits = AWS_LIMITS.ssm;
  const within = ({ min, max }: { readonly min: number; readonly max: number }, value = min) =>
    value >= min && value <= max;
  const { Name, Description, Duration, Cutoff } = input;
  const valid = {
    Name: Name === undefined || patternOf(limits.MaintenanceWindowName).test(Name),
    Description: within(limits.MaintenanceWindowDescription, Description?.length),
    Duration: within(limits.MaintenanceWindowDurationHours, Duration),
    Cutoff: within(limits.MaintenanceWindowCutoff, Cutoff),
  };
  for (const [member, isValid] of Object.entries(valid)) {
    if (!isValid) throw new Fault('ValidationException', `The value of ${member} is not valid: ${input[member]}`);
  }
}

/** @throws {Fault} when the input lacks one of these members */
export function refuseMissing(input: Input, members: readonly string[]): void {
  const missing = members.filter((member) => input[member] === undefined);
  if (missing.length > 0) throw new Fault('ValidationException', `Required members are missing: ${missing.join(', ')}`);
}
