/** Reports the progress of a long operation. */
export type Progress = (text: string) => void;
