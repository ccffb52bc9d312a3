import { meetFaultsIn } from "./meet-faults.ts";

meetFaultsIn("protobuf");
