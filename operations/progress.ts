/** Tells people how far a long operation is. */
export type Progress = (text: string) => void;
