import { verdict } from '../../domain/drill/verdict';
import { describeFinding } from '../../environments/refusal';
import { AwsError } from '../../operations/aws-error';
import { drill } from '../../operations/drill/drill';
import { InterruptedError, pace } from '../../operations/drill/pace';
import type { DrillClients, DrillRequest } from '../../operations/drill/request';
import { RefusedInputError } from '../exit-code';
import { clientOptions } from '../aws/clients';
import { drillText, leftoversText } from './drill-text';
import { listenForCancellation } from '../cancellation';
import type { ClientScope } from '../aws/clients';
import { progressOnStderr } from '../progress';

export async function drillClients(options: ClientScope) {
  const [{ BackupClient }, { EC2Client }, { SNSClient }, { SQSClient }] = await Promise.all([
    import('@aws-sdk/client-backup'),
    import('@aws-sdk/client-ec2'),
    import('@aws-sdk/client-sns'),
    import('@aws-sdk/client-sqs'),
  ]);
  const by = clientOptions(options);
  return { backup: new BackupClient(by), ec2: new EC2Client(by), sns: new SNSClient(by), sqs: new SQSClient(by) };
}

/**
 * Drills, and tells what came of it.
 * @throws {RefusedInputError} when it is not proven that failures are told
 * @throws {AwsError} when AWS failed, or kept something that the drill made
 */
export async function runDrill(
  clients: DrillClients,
  request: DrillRequest,
  { json }: { readonly json?: true },
): Promise<void> {
  const { progress, done } = progressOnStderr();
  const signals = listenForCancellation(() =>
    progress('interrupted: cleaning up; once more to leave what is there, with its names'),
  );
  const paces = { drill: pace(signals.first, progress), cleanUp: pace(signals.second, progress) };
  const { outcome, error, leftovers } = await drill(clients, request, paces).finally(() => {
    done();
    signals.dispose();
  });
  const findings = outcome === undefined ? [] : verdict(outcome);
  if (outcome) {
    const proven = findings.length === 0;
    const { vault, region, topicArn } = request;
    const report = { proven, vault, region, topicArn, ...outcome, findings, leftovers };
    console.log(json ? JSON.stringify(report, null, 2) : drillText(outcome));
  }
  if (leftovers.length > 0) console.error(leftoversText(leftovers));
  if (error instanceof InterruptedError) throw new RefusedInputError('The drill was interrupted: nothing is proven.');
  if (error) throw error;
  if (findings.length > 0) {
    throw new RefusedInputError(`\nNot proven:\n\n${findings.map(describeFinding).join('\n\n')}`);
  }
  if (leftovers.length > 0) throw new AwsError('It is proven that failures are told, but not all was removed.');
  if (!json)
    console.log('\nProven: subscribers are told that a job failed, and are told nothing of one that completed.');
}
