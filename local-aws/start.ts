import { startMoto } from './moto';
import { startStandIn, type StandIn } from './stand-in';
import { variablesFor } from './variables';

/** moto with the stand-in before it. */
export interface LocalAws {
  readonly standIn: StandIn;
  /** What makes the AWS SDK, in this process or another one, ask here. */
  readonly variables: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** @param accountId the account of the credentials in `variables` */
export async function startLocalAws(accountId: string): Promise<LocalAws> {
  const moto = await startMoto(accountId);
  const standIn = await startStandIn(moto.url);
  return {
    standIn,
    variables: variablesFor(standIn.url),
    stop: async () => {
      await standIn.stop();
      await moto.stop();
    },
  };
}
