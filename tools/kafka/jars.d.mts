export declare const kafkaHome: string;
export declare const classPath: string;
export declare function missing(): Promise<string | undefined>;
export declare function installJars(): Promise<void>;
