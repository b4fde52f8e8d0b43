import { plays } from "../plays";

plays("noveu-zuid");
