import type { DeniedAction } from '../../domain/adopt/found';
import { orDeniedIn } from '../adopt/reading';
import { withAwsErrors } from '../aws-error';

/** Records what AWS denies, so that the rest is still read. */
export class Denials {
  readonly all: DeniedAction[] = [];

  /**
   * @param missing what is missing if the action is denied, such as `tags of policy daily`
   * @returns what was read, undefined if it was denied
   * @throws {AwsError} if the call fails for another reason
   */
  read<T>(action: string, region: string, missing: string, call: () => Promise<T>): Promise<T | undefined> {
    return orDeniedIn(region, this.all)(missing, () => withAwsErrors(action, call));
  }
}
