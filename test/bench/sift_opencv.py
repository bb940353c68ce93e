"""OpenCV's side of the SIFT fixtures and benchmark (Debian's python3-opencv 4.6, one thread).

sift_opencv.py fixtures DIR   stores what OpenCV finds in each DIR/*.png next to it, as DIR/*.sift.gz:
                              rows of five little-endian f32 (x, y, size, angle, response), then 128 bytes a descriptor
sift_opencv.py serve          reads {"detect": PNG} or {"match": [PNG, PNG]} a line, answers {"count", "cpu_ms"} a line
"""
import gzip
import json
import pathlib
import sys
import time

import cv2
import numpy as np

cv2.setNumThreads(1)
sift = cv2.SIFT_create()


def grey(path):
    return cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)


def fixtures(folder):
    for path in sorted(pathlib.Path(folder).glob("*.png")):
        points, descriptors = sift.detectAndCompute(grey(path), None)
        rows = np.array([(*p.pt, p.size, p.angle, p.response) for p in points], "<f4").reshape(-1, 5)
        descriptors = np.zeros((0, 128)) if descriptors is None else descriptors
        data = rows.tobytes() + descriptors.astype(np.uint8).tobytes()
        path.with_suffix(".sift.gz").write_bytes(gzip.compress(data, 9, mtime=0))


def serve():
    described = {}
    for line in sys.stdin:
        task = json.loads(line)
        if "detect" in task:
            picture = grey(task["detect"])
            start = time.process_time()
            described[task["detect"]] = sift.detectAndCompute(picture, None)[1]
            count = len(described[task["detect"]])
        else:
            query, train = (described[path] for path in task["match"])
            matcher = cv2.BFMatcher(cv2.NORM_L2)
            start = time.process_time()
            count = len(matcher.knnMatch(query, train, k=2))
        print(json.dumps({"count": count, "cpu_ms": 1000 * (time.process_time() - start)}), flush=True)


if sys.argv[1] == "fixtures":
    fixtures(sys.argv[2])
else:
    serve()
