import { DEFAULT_NAMES } from '../domain/names';
import { FAILURE_REPORT, namedFunctions } from '../modules/core/functions';
import { motoRest } from './moto-rest';
import type { MotoClient } from './operation';

const FUNCTIONS = [...namedFunctions(DEFAULT_NAMES), { ...FAILURE_REPORT, name: DEFAULT_NAMES.failureFunction }];

/** A function, as moto describes it; undefined if it was not created there. */
export async function functionConfiguration(name: string, moto: MotoClient): Promise<any> {
  const path = `/2015-03-31/functions/${name}/configuration`;
  const answer = await motoRest(moto, 'lambda', { method: 'GET', path });
  return answer.ok ? answer.json() : undefined;
}

/** The folder with the code of a function. A name that an environment chose is known by its description. */
export function lambdaFolder(name: string, configuration: any): string | undefined {
  return FUNCTIONS.find((one) => one.name === name || one.description === configuration?.Description)?.folder;
}
