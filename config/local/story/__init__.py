"""The main job, played over HTTP by seven people: posted, reviewed, funded, entered, closed, judged, decided, paid."""
