import { plays } from "../plays";

plays("noveu-rijk");
