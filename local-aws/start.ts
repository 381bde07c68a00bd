import { startMoto, type MotoOptions, type Running } from './moto';
import { startStandIn, type StandIn } from './stand-in';
import { variablesFor } from './variables';

/** moto behind the stand-in. */
export interface LocalAws {
  readonly standIn: StandIn;
  /** Environment variables that make the AWS SDK call this server. */
  readonly variables: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * @param accountId the account of the credentials in `variables`, or {@link BY_ROLE}
 * @param port 0 for a free port
 */
export async function startLocalAws(accountId: string, port = 0, options?: MotoOptions): Promise<LocalAws> {
  return withStandIn(await startMoto(accountId, options), port);
}

/** Puts the stand-in before a moto. Both stop together. */
export async function withStandIn(moto: Running, port = 0): Promise<LocalAws> {
  const standIn = await startStandIn(moto.url, port).catch(async (error: unknown) => {
    await moto.stop();
    throw error;
  });
  return {
    standIn,
    variables: variablesFor(standIn.url),
    stop: async () => {
      await standIn.stop();
      await moto.stop();
    },
  };
}
