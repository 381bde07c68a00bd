/** How far the bootstrap of an account is. */
export interface Situation {
  /** Whether the state bucket is there. */
  readonly bucket: boolean;
  /** Whether the state of the bootstrap lies in it. */
  readonly moved: boolean;
  /** Whether there is a local state that knows resources. */
  readonly local: boolean;
}

export type StepName = 'synthesize' | 'lay out' | 'initialize' | 'plan' | 'apply' | 'move' | 'verify' | 'clean up';

/** A step of the bootstrap, as somebody could do it by hand. */
export interface Step {
  readonly name: StepName;
  readonly command: string;
  readonly done: boolean;
}

/** Names what the steps work on. */
export interface BootstrapPlace {
  /** The synthesized folder of the stack. */
  readonly synthesized: string;
  /** The folder in which Terraform works, and keeps the state until it is moved. */
  readonly folder: string;
}

/** What keeps Terraform from the S3 backend, whose bucket is not there yet. */
export const BACKEND_OVERRIDE = 'backend_override.tf.json';

/**
 * Every step, in order, and which of them need not be done any more. What only looks, or does nothing the second time, is
 * done again.
 */
export function bootstrapSteps({ moved, local }: Situation, { synthesized, folder }: BootstrapPlace): Step[] {
  const terraform = `terraform -chdir=${folder}`;
  const override = `echo '${JSON.stringify(LOCAL_BACKEND)}' > ${folder}/${BACKEND_OVERRIDE}`;
  const step = (name: StepName, command: string, done = false): Step => ({ name, command, done });
  return [
    step('synthesize', 'npx backupctl synth'),
    step('lay out', `mkdir -p ${folder} && cp -r ${synthesized}/. ${folder}${moved ? '' : ` && ${override}`}`),
    step('initialize', `${terraform} init${moved ? ' -reconfigure' : ''}`),
    step('plan', `${terraform} plan -out=bootstrap.tfplan`),
    step('apply', `${terraform} apply bootstrap.tfplan`),
    step('move', `rm ${folder}/${BACKEND_OVERRIDE} && ${terraform} init -migrate-state -force-copy`, moved),
    step('verify', `${terraform} plan -detailed-exitcode`),
    step('clean up', `rm -r ${folder}`, moved && !local),
  ];
}

/** The backend that needs nothing. */
export const LOCAL_BACKEND = { terraform: { backend: { local: {} } } };
